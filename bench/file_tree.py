"""A tree of ordinary files with a hundred letters about invented patients among them, for measuring.

    bench/file_tree.py FOLDER [FILES] [MEGABYTES]       (default: 50000 files, 1000 MB)
"""

import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "lab"))
import documents  # noqa: E402
import letters  # noqa: E402
import people  # noqa: E402

PATIENTS = 100
_WORDS = ("le la les un une des facture commande livraison papier bureau chaise table devis total montant euros taxe "
          "client adresse rue ville dossier service courrier objet monsieur madame reunion date heure salle projet "
          "planning equipe budget achat fournisseur contrat clause annexe article paragraphe chapitre page note "
          "message reponse question demande accord refus delai retard avance solde compte banque virement cheque "
          "maison jardin voiture train voyage semaine mois annee printemps automne hiver soleil pluie vent nuage "
          "livre lecture musique concert film theatre peinture cuisine recette farine sucre beurre sel poivre").split()
# Of a hundred files: how many of each kind.
_SHARES = (("txt", 38), ("csv", 10), ("log", 7), ("html", 8), ("docx", 14), ("xlsx", 4), ("pdf", 8), ("eml", 4),
           ("jpg", 5), ("zip", 2))


def _text(dice, size):
    words = dice.choices(_WORDS, k=size // 7 + 1)
    return "\n".join(" ".join(words[at:at + 14]) for at in range(0, len(words), 14))[:size]


def _numbers(dice, size):
    line = "{};{};{:.2f};2026-03-{:02d};{}"
    return "\n".join(line.format(dice.randint(10**8, 10**14), dice.choice(_WORDS), dice.random() * 1000,
                                 dice.randint(1, 28), dice.randint(10**4, 10**9)) for _ in range(size // 48 + 1))


def _content(kind, dice, size):
    if kind == "txt":
        return _text(dice, size).encode()
    if kind in ("csv", "log"):
        return _numbers(dice, size).encode()
    if kind == "html":
        return f"<!DOCTYPE html><html><body><p>{_text(dice, size)}</p></body></html>".encode()
    if kind == "docx":
        return documents.docx(_text(dice, size * 2))
    if kind == "xlsx":
        return documents.xlsx([line.split(";") for line in _numbers(dice, size).splitlines()])
    if kind == "pdf":
        return documents.pdf(_text(dice, size))
    if kind == "eml":
        return documents.message(_text(dice, 30).replace("\n", " "), _text(dice, size // 2),
                                 [("note.docx", documents.docx(_text(dice, size // 2)))])
    if kind == "jpg":
        return b"\xff\xd8\xff\xe0" + dice.randbytes(size)
    return documents.archive([(f"{number}.txt", _text(dice, size)) for number in range(2)])


def make(folder, files=50_000, megabytes=1000):
    """Writes the tree; the letters are spread evenly over it."""
    folder = pathlib.Path(folder)
    dice = random.Random(7)
    kinds = [kind for kind, share in _SHARES for _ in range(share)]
    persons = people.invent(7, "tree", PATIENTS)
    size = megabytes * 1_000_000 // files
    for number in range(files):
        place = folder / f"{number // 1000:02d}" / f"{number // 50 % 20:02d}"
        if number % 50 == 0:
            place.mkdir(parents=True, exist_ok=True)
        if number % (files // PATIENTS) == 0:
            person = persons[number * PATIENTS // files]
            (place / f"courrier-{number}.txt").write_bytes(letters._letter(person, number))
            continue
        kind = kinds[number % len(kinds)]
        (place / f"{kind}-{number}.{kind}").write_bytes(_content(kind, dice, dice.randint(size // 2, size * 5 // 3)))


if __name__ == "__main__":
    make(sys.argv[1], *map(int, sys.argv[2:]))
