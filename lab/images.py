"""DICOM files of invented studies, made by DCMTK's dump2dcm: small (64 x 64), but files that every server takes."""

import hashlib
import random
import subprocess
from concurrent.futures import ThreadPoolExecutor

import people

SIDE = 64
_CLASSES = {"US": "=UltrasoundImageStorage", "CR": "=ComputedRadiographyImageStorage", "MR": "=MRImageStorage",
            "DX": "=DigitalXRayImageStorageForPresentation"}


def make(folder, seed, name, store):
    """Writes one image for each of the store's studies, every patient having at least one."""
    folder.mkdir(parents=True)
    (folder / "pixels.raw").write_bytes(random.Random(seed).randbytes(SIDE * SIDE))
    patients = people.invent(seed, name, store["patients"])
    assert store["studies"] >= len(patients), f"store {name}: a patient has at least one study"
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(_image, folder, seed, name, store["modality"], patients[index % len(patients)], index)
                     for index in range(store["studies"])]:
            done.result()
    (folder / "pixels.raw").unlink()


def _image(folder, seed, name, modality, patient, index):
    dump, image = folder / f"{index:04d}.dump", folder / f"{index:04d}.dcm"
    dump.write_text(_dump(seed, name, modality, patient, index), encoding="latin-1")
    subprocess.run(["dump2dcm", "-q", dump.name, image.name], cwd=folder, check=True)
    dump.unlink()


def _uid(*parts):
    """A UID under the root 2.25, where anybody may make some."""
    return "2.25." + str(int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:15], "big"))


def _dump(seed, name, modality, patient, index):
    date = f"2024{index % 12 + 1:02d}{index % 28 + 1:02d}"
    return "\n".join([
        "(0008,0005) CS [ISO_IR 100]",
        f"(0008,0016) UI {_CLASSES[modality]}",
        f"(0008,0018) UI [{_uid(seed, name, index, 'instance')}]",
        f"(0008,0020) DA [{date}]",
        "(0008,0030) TM [101500]",
        f"(0008,0050) SH [{name[:3].upper()}{index:06d}]",
        f"(0008,0060) CS [{modality}]",
        "(0008,0080) LO [Cabinet du Moulin]",
        "(0008,0090) PN [LABO^Fictif]",
        f"(0010,0010) PN [{patient.dicom_name}]",
        f"(0010,0020) LO [{patient.number}]",
        f"(0010,0030) DA [{patient.born}]",
        f"(0010,0040) CS [{patient.sex}]",
        f"(0020,000d) UI [{_uid(seed, name, index, 'study')}]",
        f"(0020,000e) UI [{_uid(seed, name, index, 'series')}]",
        "(0020,0010) SH [1]", "(0020,0011) IS [1]", "(0020,0013) IS [1]",
        "(0028,0002) US 1", "(0028,0004) CS [MONOCHROME2]",
        f"(0028,0010) US {SIDE}", f"(0028,0011) US {SIDE}",
        "(0028,0100) US 8", "(0028,0101) US 8", "(0028,0102) US 7", "(0028,0103) US 0",
        "(7fe0,0010) OB =pixels.raw", ""])
