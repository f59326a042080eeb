// Contrôles de saisie du formulaire d'admission
const MESSAGES = {
  nom: "Le nom de naissance est obligatoire.",
  ddn: "Date de naissance invalide (jj/mm/aaaa).",
  nir: "Le numéro de sécurité sociale comporte 13 chiffres et une clé.",
  tel: "Téléphone : 10 chiffres attendus.",
};

export function cleNir(nir13) {
  const s = nir13.replace("2A", "19").replace("2B", "18");
  return 97 - Number(BigInt(s) % 97n);
}

export function valider(f) {
  const err = [];
  if (!f.nom?.trim()) err.push(MESSAGES.nom);
  if (!/^\d{2}\/\d{2}\/\d{4}$/.test(f.ddn)) err.push(MESSAGES.ddn);
  if (f.nir && cleNir(f.nir.slice(0, 13)) !== Number(f.nir.slice(13))) err.push(MESSAGES.nir);
  if (f.tel && !/^0[1-9]\d{8}$/.test(f.tel.replace(/[ .]/g, ""))) err.push(MESSAGES.tel);
  return err;
}
// TODO: gérer les patients nés à l'étranger (département 99) et les « X se disant »
