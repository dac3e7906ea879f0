"""Who works in the admin in these tests."""

import pytest
from django.test import Client


@pytest.fixture
def staff(admin_client: Client) -> Client:
    """Somebody who may do everything there."""
    return admin_client
