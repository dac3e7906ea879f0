"""French words too common to look for, without accents. An acronym is never one: see `analyser`."""

ARTICLES = "le la les l un une des du de d au aux ce cet cette ces c"
PRONOUNS = (
    "je j tu il elle on nous vous ils elles me m te t se s moi toi lui leur leurs eux y en "
    "qui que qu quoi dont ou mon ma mes ton ta tes son sa ses notre nos votre vos celui celle "
    "ceux celles ceci cela ca rien"
)
SMALL_WORDS = (
    "et ou ni mais donc or si a ne n pas plus tres tout toute tous toutes aussi bien deja encore "
    "dans par pour sur sous vers chez avec sans entre apres avant pendant depuis jusque jusqu "
    "lorsque lorsqu puisque puisqu afin comme quand alors ainsi etc"
)
QUESTIONS = "comment pourquoi combien quel quelle quels quelles"
AUXILIARIES = (
    "suis es est sommes etes sont etais etait etaient ete etre sera serai serait soit "
    "ai as avons avez ont avais avait avaient aura aurai aurait avoir "
    "peux peut puis pouvons pouvez peuvent pourrai pourra pourrait pourrais pouvoir "
    "veux veut voulons voulez veulent voudrais voudrait vouloir "
    "dois doit devons devez doivent devra devrait devoir "
    "fais fait font faire vais va vont aller faut faudrait"
)
POLITENESS = "bonjour bonsoir merci svp"

STOP_WORDS = frozenset(
    " ".join((ARTICLES, PRONOUNS, SMALL_WORDS, QUESTIONS, AUXILIARIES, POLITENESS)).split()
)
