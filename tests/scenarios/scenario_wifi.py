"""The Wi-Fi networks that this computer's own card hears: simulated radios, under a kernel that has Wi-Fi.

One radio is an access point of several networks, which hostapd runs; the other is the card of the computer.
"""

import json

import emulated
import practice

NETWORKS = """
interface=wlan0
driver=nl80211
hw_mode=g
channel=6
ssid=Ouvert
bssid=02:00:00:00:00:00

bss=wlan0_1
ssid=Cabinet
wpa=2
wpa_passphrase=motdepasse-exemple
wpa_key_mgmt=WPA-PSK
rsn_pairwise=CCMP
wps_state=2
eap_server=1

bss=wlan0_2
ssid=Moderne
wpa=2
sae_password=motdepasse-exemple
wpa_key_mgmt=SAE
rsn_pairwise=CCMP
ieee80211w=2

bss=wlan0_3
ssid=Ancien
wpa=1
wpa_passphrase=motdepasse-exemple
wpa_key_mgmt=WPA-PSK
wpa_pairwise=TKIP

bss=wlan0_4
ssid=Secret
ignore_broadcast_ssid=1
wpa=2
wpa_passphrase=motdepasse-exemple
wpa_key_mgmt=WPA-PSK
rsn_pairwise=CCMP
ieee80211w=1
"""

LISTEN = f"""
set -eu
mount -t tmpfs none /tmp
cd {practice.ROOT}
primum={practice.PRIMUM}
export PRIMUM_HOME=/tmp/home LC_ALL=fr_FR.UTF-8
say() {{ echo "$1: $(tr -d '\\n')"; }}

dpkg-deb -x {emulated.PACKAGES}/hostapd_*.deb /tmp/hostapd
cat > /tmp/networks << END
{NETWORKS}
END
/tmp/hostapd/usr/sbin/hostapd /tmp/networks > /tmp/hostapd.log 2>&1 &
ip link set hwsim0 up
tcpdump -i hwsim0 -w /tmp/air.pcap 2> /dev/null &
for i in $(seq 100); do grep -q AP-ENABLED /tmp/hostapd.log && break; sleep 0.1; done

listen() {{
    name=$1
    shift
    "$@" $primum audit --only network --format json > /tmp/audit.json 2> /tmp/messages || [ $? -le 3 ] || cat /tmp/messages
    python3 -c "import json; seen = json.load(open('/tmp/audit.json')); print(json.dumps({{
        'looked': seen['observations'], 'open': [[each['control'], [subject['subject'] for subject in each['subjects']]]
        for each in seen['findings'] if each['status'] == 'fail']}}))" | say $name
}}
$primum audit --only network --explain | say explained
listen off
mkdir -p /etc/primum
printf '[practice]\\nwifi = ["Cabinet", "Ancien"]\\n' > /etc/primum/primum.toml
ip link set wlan1 up
listen heard
$primum facts wifi_network --format json | say rows
kill %2
wait %2 || true
for kind in probe-req beacon; do tcpdump -r /tmp/air.pcap type mgt subtype $kind 2> /dev/null | wc -l | say $kind; done
chmod 755 /tmp
mkdir /tmp/person
chown 1000 /tmp/person
listen ordinary setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/tmp/person PRIMUM_HOME=/tmp/person
"""


def test_the_networks_around_are_heard_by_this_computers_card_without_a_word_from_it():
    if not any(emulated.PACKAGES.glob("hostapd_*.deb")):
        raise practice.Skipped("./dev fetch has not put aside hostapd")
    answer, everything = emulated.run(LISTEN, emulated.RADIOS, seconds_max=300)
    assert answer == 0, everything[-3000:]
    said = dict(line.split(": ", 1) for line in everything.splitlines() if ": " in line)
    assert "Écoute" in said["explained"] and "n'émet rien" in said["explained"], said["explained"]
    off = json.loads(said["off"])
    assert not off["open"] and "éteinte" in off["looked"][0]["reason"], off

    rows = {row["bssid"][-2:]: row for row in json.loads(said["rows"])}
    seen = {end: [row[name] for name in ("ssid", "security", "ciphers", "wps", "pmf")] for end, row in rows.items()}
    assert seen == {"00": ["Ouvert", "open", None, 0, "none"],
                    "01": ["Cabinet", "WPA2-PSK", "CCMP", 1, "none"],
                    "02": ["Moderne", "WPA3-SAE", "CCMP", 0, "required"],
                    "03": ["Ancien", "WPA1-PSK", "TKIP", 0, "none"],
                    "04": [None, "WPA2-PSK", "CCMP", 0, "optional"]}, seen
    assert all(row["channel"] == 6 and row["signal"] == -30 for row in rows.values()), rows
    assert rows["04"]["hidden"] and not rows["00"]["hidden"], rows

    heard = json.loads(said["heard"])
    assert heard["looked"][0]["status"] == "complete", heard["looked"]
    assert {control for control, _ in heard["open"]} == {"wifi-wps", "wifi-tkip-wpa1", "wifi-pmf"}, heard["open"]
    # The air was recorded meanwhile: the access points spoke, the card did not.
    assert int(said["probe-req"]) == 0 and int(said["beacon"]) > 20, said

    ordinary = json.loads(said["ordinary"])
    assert "sudo" in ordinary["looked"][0]["reason"], ordinary
