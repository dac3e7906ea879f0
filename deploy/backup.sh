#!/bin/sh
# One verified backup a day, for the container of that name. A failed one is told and tried again.
set -u
while :; do
  if python manage.py backup /sauvegardes --keep "${BACKUP_KEEP:-14}"; then
    sleep 86400
  else
    sleep 600
  fi
done
