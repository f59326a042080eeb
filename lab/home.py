"""A doctor's home, as they are found: letters in Downloads, a list on the Desktop, results in the mail, a forgotten export.

Every patient is invented. plant() writes the files and says what is in each, so that a test can check that every one is
found where it lies and that nothing else is.
"""

from dataclasses import dataclass

import documents
import letters
import people


@dataclass(frozen=True)
class Planted:
    path: str        # below the home
    place: str       # as in the table `document`
    patients: int    # distinct ones inside; 0 where nothing may be raised
    encrypted: bool = False


_OTHERS = {
    "Documents/menu-cantine.txt": b"Lundi : carottes, poisson, riz. Mardi : soupe, fromage, pomme.\n" * 20,
    "Documents/bail.odt": documents.odt("Bail commercial\nLe loyer est payable le premier de chaque mois.\n" * 10),
    "Documents/facture.pdf": documents.pdf("Facture no 2026-114\nFournitures de bureau : 84,20 euros TTC\n" * 5),
    "Documents/stock.xlsx": documents.xlsx([("article", "quantite"), ("gants", 12), ("papier", 30)]),
    "Downloads/recette.docx": documents.docx("Tarte aux pommes\nQuatre pommes, une pate, du sucre.\n" * 10),
}


def plant(home, seed="home", count=12):
    """Writes the home and returns what was planted."""
    persons = people.invent(seed, "home", count)
    day = letters._day
    text = {person: letters._letter(person, 0).decode() for person in persons}
    rows = [("NOM", "PRENOM", "DATE DE NAISSANCE", "NIR", "MOTIF DE CONSULTATION")] + [
        (person.family.upper(), person.given, (int(person.born[:4]), int(person.born[4:6]), int(person.born[6:])),
         person.nir, "Suivi du diabete, renouvellement d'ordonnance") for person in persons[4:10]]
    lines = "\r\n".join(["NOM;PRENOM;DDN;NIR;ANTECEDENTS"] + [
        f"{person.family.upper()};{person.given};{day(person.born)};{person.nir};asthme" for person in persons])
    result = letters._hprim(persons[2], 2)
    files = {
        Planted("Downloads/courrier-1.docx", "downloads", 1): documents.docx(text[persons[0]]),
        Planted("Downloads/courrier-2.pdf", "downloads", 1): documents.pdf(text[persons[1]]),
        Planted("Desktop/liste.xlsx", "desktop", 6): documents.xlsx(rows),
        Planted("Dropbox/export/patients.csv", "sync", count): lines.encode("cp1252"),
        Planted("Documents/compte-rendu.rtf", "other", 1): letters._rtf(persons[3], 3),
        Planted("Documents/note.odt", "other", 1): documents.odt(text[persons[3]]),
        Planted("Documents/resultat.eml", "other", 1): documents.message(
            "Resultats", "Veuillez trouver les resultats en piece jointe.", [("resultat.hpr", result)]),
        Planted("Documents/archives.zip", "other", 2): documents.archive(
            [("2024/courrier.docx", documents.docx(text[persons[0]])), ("2024/labo/resultat.hpr", result)]),
        Planted(".thunderbird/abcd.default/Mail/Local Folders/Inbox", "mail", 2): documents.mailbox(
            [documents.message("Courrier", text[persons[1]]), documents.message("Bonjour", "A demain pour le repas."),
             documents.message("Labo", "Ci-joint.", [("envoi.zip", documents.archive([("r.hpr", result)]))])]),
        Planted(".local/share/Trash/files/ancien.hl7", "trash", 1): letters._hl7(persons[5], 5),
    }
    for planted, content in files.items():
        _write(home / planted.path, content)
    for path, content in _OTHERS.items():
        _write(home / path, content)
    return list(files)


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
