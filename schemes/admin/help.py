"""What each field of a card is for, in the words of those who fill it in."""

SCHEME = {
    "slug": "Dans l'adresse de la fiche, pour toujours : lettres sans accent, chiffres, tirets.",
    "acronym": "Le sigle que l'on entend dans les bureaux. Vide s'il n'y en a pas.",
    "name": "Le nom entier, comme dans la source, sans le sigle.",
    "aliases": "Un nom par ligne : ancien nom, mot courant. La recherche les trouve.",
    "nature": "Ce que c'est d'abord : le filtre « nature » du catalogue s'y fie.",
    "legal_regime": "« Spécifique » : ouvert en raison d'un handicap reconnu.",
    "state": "« Historique » : gardé pour mémoire, hors des recherches et des parcours.",
    "stages": "Les étapes d'un parcours où l'on peut s'en servir.",
    "territory": "Là où il existe. Hors « France », y habiter devient une condition d'accès.",
    "publication": "Seule une fiche publiée est vue du public.",
    "needs_review": "Affiche sur la fiche qu'un point attend d'être confirmé.",
    "editor_note": "Pour l'équipe seule : ce qui a été tranché, et pourquoi.",
    "verified_on": "Le jour où toute la fiche a été relue avec ses sources.",
    "review_every_months": "Au-delà, la fiche est comptée en retard de relecture.",
    "valid_from": "Avant ce jour, le verdict est « non » pour tous. Vide : déjà ouvert.",
    "valid_until": "Après ce jour, le verdict est « non » pour tous. Vide : sans fin connue.",
    "summary": "Une phrase : ce que cela permet, pour qui ne connaît pas le sigle.",
    "for_whom": "Le public en une phrase. Le détail est dans les conditions d'accès.",
    "objectives": "Un objectif par ligne, à l'infinitif.",
    "measure": "Formation, aide, contrat ou statut : ce que l'on reçoit au juste.",
    "specifics": "Une particularité par ligne : ce qui le distingue de ses voisins.",
    "value_person": "Un apport par ligne, du point de vue de la personne.",
    "value_employer": "Un apport par ligne, du point de vue de l'employeur.",
    "value_training_body": "Un apport par ligne, pour l'organisme de formation.",
    "duration_min": "Vide si la source n'en dit rien.",
    "duration_note": "Ce que les nombres ne disent pas : « renouvelable une fois ».",
    "rhythm": "Temps plein, alternance, à distance…",
    "status_during": "Salarié, stagiaire de la formation professionnelle, demandeur d'emploi…",
    "income_during": "De quoi l'on vit pendant ce temps, et qui le verse.",
    "cost_left": "Ce que la personne paie elle-même. Vide si la source n'en dit rien.",
    "leads_to": "Diplôme, titre, contrat : ce que l'on a à la sortie.",
    "compensations": "Les aides techniques ou humaines à montrer avec cette fiche.",
    "compensation_notes": "Une phrase par ligne.",
}

AUDIENCE = {
    "key": "Dans les fichiers et l'API : lettres sans accent, chiffres, tirets.",
    "label": "Enregistrez un nouveau public d'abord : ses conditions peuvent ensuite le nommer.",
}

CONDITION = {
    "audience": "« Tous les publics » : vaut pour chacun. Un nouveau public s'enregistre avant.",
    "criterion": "La question dont la réponse décide. Aucun : « à confirmer » seulement.",
    "operator": "Comment la réponse est comparée à la valeur.",
    "value": 'Sans script, en JSON : ["reconnu"], [16, null], true.',
    "scope": "Requise : elle décide. À confirmer : elle réserve. Prioritaire : elle classe.",
    "wording": "La phrase que le public lit, écrite à notre façon.",
    "unless_criterion": "La réponse qui dispense de la condition.",
    "unless_value": 'Sans script, en JSON : ["reconnu"], [16, null], true.',
    "unless_wording": "Après « Sauf si », sans majuscule ni point : « le handicap est reconnu ».",
    "source": "Le texte où la condition a été lue.",
    "place": "Où dans ce texte : page, article, rubrique.",
    "checked_on": "Le jour où cette condition a été relue dans sa source.",
}

ABOVE = "Les sources de la fiche s'ouvrent en haut de la page, où que l'on soit."
SECTION = {
    "Identité": f"Le sigle et le nom sont ceux de la source. {ABOVE}",
    "En bref": f"À lire dans la source : publics, objectifs, nature, spécificités. {ABOVE}",
    "Ce qu'il apporte": f"Ce que la source dit de chacun, dans nos mots. {ABOVE}",
    "Durée et rythme": f"Rien ne se devine : vide si la source n'en dit rien. {ABOVE}",
    "Pendant et après": f"Rien ne se devine : vide si la source n'en dit rien. {ABOVE}",
    "Compensation du handicap": f"Les aides citées ont leur propre fiche, et leur source. {ABOVE}",
}


class Helped:
    """Says under each field what it is for, where the model does not."""

    help_of: dict[str, str] = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.help_of:
            field.help_text = self.help_of[db_field.name]
        return field


def with_sources(sections: tuple) -> tuple:
    """Each section with the words that say where its content is read."""
    return tuple(
        (name, {**options, "description": SECTION[name]} if name in SECTION else options)
        for name, options in sections
    )
