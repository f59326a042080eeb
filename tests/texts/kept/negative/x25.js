// Vérifie la clé d'un numéro de sécurité sociale (NIR)
// La Corse : 2A -> 19, 2B -> 18
export function cleNir(nir) {
  const n = nir.replace(/\s/g, '').toUpperCase().replace('2A', '19').replace('2B', '18');
  if (!/^[12478]\d{12}$/.test(n)) return null;
  return 97 - Number(BigInt(n) % 97n);
}
export function nirValide(nir15) {
  const s = nir15.replace(/\s/g, '');
  return s.length === 15 && cleNir(s.slice(0, 13)) === Number(s.slice(13));
}
// tests : voir nir.test.js, jeux fabriqués, mois 20 et 99 = date inconnue
