-- Schéma v3.2 : tables cliniques (vide)
CREATE TABLE patient (
  id_patient      BIGSERIAL PRIMARY KEY,
  nom_naissance   VARCHAR(80) NOT NULL,
  prenom          VARCHAR(80) NOT NULL,
  date_naissance  DATE NOT NULL CHECK (date_naissance > '1900-01-01'),
  sexe            CHAR(1) CHECK (sexe IN ('M','F','I')),
  nir             CHAR(15) UNIQUE,
  telephone       VARCHAR(20),
  deces           DATE
);
CREATE TABLE sejour (
  id_sejour  BIGSERIAL PRIMARY KEY,
  id_patient BIGINT REFERENCES patient ON DELETE RESTRICT,
  entree     TIMESTAMP NOT NULL,
  sortie     TIMESTAMP,
  uf         CHAR(4),
  dp_cim10   VARCHAR(6)
);
CREATE INDEX ON patient (lower(nom_naissance), date_naissance);
COMMENT ON COLUMN patient.nir IS 'chiffré au repos, clé en HSM';
