"""LUKS containers, under a kernel that has device-mapper: an emulated computer, since this one's may have none.

Deriving a key takes seconds on purpose, and longer where the processor is emulated: these are minutes.
"""

import emulated
import practice

# What is written lies on a disk of one kind, as an overlay's files do not.
PREPARE = f"""
set -eu
mount -t tmpfs none /tmp
cd {practice.ROOT}
primum={practice.PRIMUM}
export PRIMUM_HOME=/tmp/home LC_ALL=fr_FR.UTF-8
"""

# A key, plugged in: a folder of it, or all of it.
KEY = PREPARE + """
say() { echo "seen: $*"; }
truncate -s 500M /tmp/key.img
mkfs.ext4 -q /tmp/key.img
mkdir -p /media/KEY
mount -o loop /tmp/key.img /media/KEY
mkdir -p /media/KEY/Patients/2026
echo 'Rien de medical ici.' > /media/KEY/Patients/lettre.txt
head -c 3000000 /dev/urandom > /media/KEY/Patients/2026/image.bin
chown -R 1000:1000 /media/KEY/Patients
find /media/KEY/Patients -printf '%P %m %U %s %t\\n' | sort > /tmp/before
find /media/KEY/Patients -type f -exec sha256sum {} + | sort >> /tmp/before

for folder in {FOLDERS}; do
    container=$folder.luks
    [ $folder = /media/KEY ] && container=/media/KEY/dossiers.luks
    $primum fix ws-removable-not-encrypted $folder --container luks --dry-run | grep -q "$container"
    [ ! -e $container ] && say "a dry run changes nothing"
    $primum fix ws-removable-not-encrypted $folder --container luks --yes > /tmp/said
    password=$(sed -nE 's/.*mot de passe  +//p' /tmp/said | head -1)
    [ ! -e /media/KEY/Patients ] && cryptsetup isLuks $container && say "sealed $container"
    [ -z "$(dmsetup ls | grep primum || true)" ] && say "nothing is left open"
    ! grep -rq "$password" /tmp/home && say "the password is kept nowhere"
    ! grep -q 'Rien de medical' $container && say "nothing is legible"

    mkdir -p /tmp/open
    echo "$password" | cryptsetup open $container by-hand
    mount /dev/mapper/by-hand /tmp/open
    grep -q 'Rien de medical' /tmp/open/Patients/lettre.txt && say "opened by hand"
    umount /tmp/open
    cryptsetup close by-hand

    ! echo wrong | $primum fix undo ws-removable-not-encrypted --yes && say "a wrong password is refused"
    echo "$password" | $primum fix undo ws-removable-not-encrypted --yes
    find /media/KEY/Patients -printf '%P %m %U %s %t\\n' | sort > /tmp/after
    find /media/KEY/Patients -type f -exec sha256sum {} + | sort >> /tmp/after
    diff /tmp/before /tmp/after && [ ! -e $container ] && say "put back as it was"
    ls -A /media/KEY | grep -v lost+found
done
"""

# Its size is written into the folder by hand: nothing reads the file before the refusal.
KEY_OF_WINDOWS = PREPARE + """
truncate -s 6G /tmp/key.img
mkfs.vfat -F 32 /tmp/key.img > /dev/null
mkdir -p /media/KEY
mount -o loop /tmp/key.img /media/KEY
mkdir /media/KEY/Patients
echo x > /media/KEY/Patients/IMAGES.BIN
umount /media/KEY
python3 - << END
content = open('/tmp/key.img', 'rb').read(64 << 20)
entry = content.index(b'IMAGES  BIN')
with open('/tmp/key.img', 'r+b') as image:
    image.seek(entry + 28)
    image.write((3_600_000_000).to_bytes(4, 'little'))
END
mount -o loop /tmp/key.img /media/KEY
if $primum fix ws-removable-not-encrypted /media/KEY/Patients --container luks --yes; then exit 9; fi
ls /media/KEY
"""

CONTRACT = PREPARE + """
build/dev/bin/fixes_test --gtest_filter='*FolderInLuks' | cut -c1-300
exit ${PIPESTATUS[0]}
"""


def moves_and_comes_back(folder, container):
    answer, said = emulated.run(KEY.replace("{FOLDERS}", folder), emulated.DISK_ENCRYPTION)
    assert answer == 0, said[-3000:]
    for sentence in ("a dry run changes nothing", f"sealed {container}", "nothing is left open",
                     "the password is kept nowhere", "nothing is legible", "opened by hand",
                     "a wrong password is refused", "put back as it was"):
        assert said.count(f"seen: {sentence}") == 1, (sentence, said[-3000:])


def test_a_folder_moves_into_luks_and_comes_back():
    moves_and_comes_back("/media/KEY/Patients", "/media/KEY/Patients.luks")


def test_luks_on_a_key_formatted_in_fat_is_refused_before_anything_is_made():
    answer, said = emulated.run(KEY_OF_WINDOWS, emulated.DISK_ENCRYPTION + emulated.FAT)
    assert answer == 0 and "au format FAT" in said and "gocryptfs" in said, said[-3000:]
    assert said.split("emulated: answer")[0].rstrip().endswith("\nPatients"), said[-3000:]


def slow_a_whole_key_moves_into_luks_and_comes_back():
    moves_and_comes_back("/media/KEY", "/media/KEY/dossiers.luks")


def slow_a_move_into_luks_killed_at_any_instant_leaves_the_old_state_or_the_new_one():
    answer, said = emulated.run(CONTRACT, emulated.DISK_ENCRYPTION, seconds_max=1200)
    assert answer == 0 and "[  PASSED  ] 6 tests" in said, said[-3000:]
