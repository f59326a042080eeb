"""Letters, results and messages about invented persons, as they lie about in a practice's folders.

Four health formats (letter in plain text, letter in RTF, HPRIM Médecins result, HL7 v2 result), and papers that have
nothing to do with health, so that a reader who counts every file is caught.
"""

import people

_OTHERS = ("facture-electricite.txt", "menu-cantine.txt", "notice-imprimante.txt", "liste-courses.txt", "planning.txt")


def make(folder, seed, name, store):
    """Writes the store's files: every patient in one at least, under folders such as a person makes."""
    persons = people.invent(seed, name, store["patients"])
    assert store["health_files"] >= len(persons), f"store {name}: a patient has at least one file"
    for index in range(store["health_files"]):
        kind, suffix, text = _KINDS[index % len(_KINDS)]
        path = folder / kind / f"{kind}-{index:04d}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text(persons[index % len(persons)], index))
    for index in range(store["other_files"]):
        path = folder / "divers" / _OTHERS[index]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Rien de medical ici.\n")


def _day(date):
    return f"{date[6:8]}/{date[4:6]}/{date[:4]}"


def _letter(person, _):
    title = "Madame" if person.sex == "F" else "Monsieur"
    return f"""Cabinet du Moulin
1 rue Imaginaire, 99999 VILLE-FICTIVE

Objet : {title} {person.family.upper()} {person.given}, né(e) le {_day(person.born)}
Numéro de sécurité sociale : {person.nir}

Cher confrère,

Je vous adresse {title} {person.family.upper()}, suivi(e) pour une hypertension artérielle. L'échographie abdominale de
ce jour est sans particularité. Ordonnance : AMLODIPINE 5 mg, un comprimé par jour pendant trois mois.

Bien confraternellement,
Docteur Labo FICTIF
""".encode()


def _rtf(person, index):
    body = _letter(person, index).decode().replace("\n", "\\par\n")
    escaped = "".join(c if ord(c) < 128 else f"\\'{ord(c):02x}" for c in body)
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs22 " + escaped + "}").encode("ascii")


def _hprim(person, index):
    return "\r\n".join([
        person.number, person.family.upper(), person.given, "1 rue Imaginaire", "", "99999 VILLE-FICTIVE",
        _day(person.born), person.nir, f"LAB{index:06d}", f"{index % 28 + 1:02d}/03/2024", "LABOFICT", "MOULIN",
        "", "RESULTATS D'ANALYSES", "****LAB****",
        "RES|GLYCEMIE A JEUN|GLY|N|1,02|g/l|0,70|1,10|N|F|||||",
        "RES|HEMOGLOBINE GLYQUEE|HBA1C|N|6,1|%|4,0|6,0|H|F|||||",
        "****FIN****", "****FINFICHIER****", ""]).encode("latin-1")


def _hl7(person, index):
    return "\r".join([
        f"MSH|^~\\&|LABO|LABOFICT|CABINET|MOULIN|202403{index % 28 + 1:02d}1015||ORU^R01|M{index:06d}|P|2.5",
        f"PID|1||{person.number}^^^MOULIN^PI||{person.family.upper()}^{person.given}||{person.born}|{person.sex}",
        f"OBR|1||{index:06d}|718-7^Hemoglobine^LN|||20240301",
        "OBX|1|NM|718-7^Hemoglobine^LN||13.2|g/dL|12.0-16.0|N|||F", ""]).encode()


_KINDS = (("courriers", "txt", _letter), ("comptes-rendus", "rtf", _rtf), ("biologie", "hpr", _hprim),
          ("hl7", "hl7", _hl7))
