CREATE TABLE patient (
  ipp            BIGINT PRIMARY KEY,
  nom_naissance  VARCHAR(80) NOT NULL,
  nom_usage      VARCHAR(80),
  prenoms        VARCHAR(120) NOT NULL,
  ddn            DATE NOT NULL,
  sexe           CHAR(1) CHECK (sexe IN ('M','F','I')),
  nir            CHAR(15) UNIQUE,
  deces_le       DATE
);
CREATE TABLE sejour (
  nda BIGINT PRIMARY KEY, ipp BIGINT REFERENCES patient(ipp),
  uf CHAR(4), entree TIMESTAMP, sortie TIMESTAMP, dp VARCHAR(6)
);
COMMENT ON COLUMN patient.nir IS 'matricule INS, clé comprise ; jamais affiché en liste';
CREATE INDEX patient_nom ON patient (nom_naissance, ddn);
-- doublons probables
SELECT a.ipp, b.ipp FROM patient a JOIN patient b
  ON a.ddn=b.ddn AND soundex(a.nom_naissance)=soundex(b.nom_naissance) AND a.ipp<b.ipp;
