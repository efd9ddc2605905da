"""Of which words are the titles of invented recommendations made?"""

from typing import Final

#: What the members ask for.
ACTIONS: Final = (
    "Simplifier",
    "Mieux expliquer",
    "Évaluer chaque année",
    "Revoir avec les membres",
    "Rendre plus visible",
    "Tester à petite échelle",
    "Mettre en débat",
)

#: What the recommendations of each theme are about.
SUBJECTS: Final = {
    "accueil": (
        "la signalétique en gare",
        "la vente à bord",
        "l'emport des vélos",
        "l'aide aux personnes à mobilité réduite",
        "l'information en cas de retard",
        "le tarif solidaire",
        "la restauration à bord",
        "le parrainage de gares",
    ),
    "antennes": (
        "les horaires des antennes",
        "l'accueil des nouveaux membres",
        "les ateliers de quartier",
        "les salles partagées",
        "le relais entre antennes",
        "la présence en zone rurale",
        "les permanences en néerlandais",
        "le budget des antennes",
    ),
    "contrats": (
        "le délai de paiement des factures",
        "les modèles de contrat",
        "l'encodage des prestations",
        "le remboursement des frais",
        "la relance des clients",
        "l'assurance des missions",
        "le calcul du coût d'un contrat",
        "les contrats de courte durée",
    ),
    "fret": (
        "l'offre aux petites entreprises",
        "le partage des wagons",
        "le suivi des marchandises",
        "la desserte des ports",
        "le bilan carbone du fret",
        "les cours de marchandises fermées",
        "les partenariats avec les régions",
        "l'affichage des prix du fret",
    ),
    "gouvernance": (
        "l'élection du conseil",
        "le vote à distance",
        "le compte rendu du conseil",
        "la formation des administratrices et administrateurs",
        "le tirage au sort de membres",
        "le suivi des recommandations",
        "la charte d'éthique",
        "la rotation des mandats",
    ),
    "lignes": (
        "le choix des lignes à rouvrir",
        "les arrêts intermédiaires",
        "les trains de nuit",
        "la concertation avec les communes",
        "les correspondances",
        "l'étude des sillons",
        "les liaisons transversales",
        "la carte des lignes voulues",
    ),
    "outils": (
        "l'espace en ligne des membres",
        "l'application mobile",
        "la protection des données",
        "le forum des membres",
        "la recherche dans les documents",
        "les notifications",
        "l'accessibilité du site",
        "le calendrier partagé",
    ),
    "protection": (
        "l'accès au chômage des artistes",
        "le congé de parentalité",
        "la prévention de l'épuisement",
        "le fonds de garantie",
        "l'assurance accident",
        "la retraite des membres",
        "le fonds de solidarité",
        "le suivi des accidents du travail",
    ),
}
