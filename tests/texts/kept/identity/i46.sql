-- sauvegarde cabinet, table patient puis consult (extrait)
INSERT INTO patient (id, civ, nom, prenom, ddn, nir, tel, ald, mt) VALUES
(1204,'M','COURTECUISSE','Jean-Baptiste','1956-02-14','156028002103341','0322919999','ALD30 K prostate','oui'),
(1205,'Mme','ALIBERTI','Graziella','1983-10-30','283109912704538','0639980175',NULL,'oui'),
(1206,'Enf','NDONGO-PETIT','Malo','2019-05-07',NULL,'0639980175',NULL,'oui');
INSERT INTO consult (id, pat, dt, txt) VALUES
(88213,1204,'2024-01-09','PSA 4,1 sous analogue, remonte. Bouffées de chaleur. Douleur rachis dorsal nouvelle -> scinti os. Moral bas depuis décès épouse.'),
(88214,1205,'2024-01-09','Migraines 9/mois, essai propranolol. IVG médicamenteuse oct 2023, ne pas évoquer devant le conjoint.'),
(88215,1206,'2024-01-10','Varicelle J3, surinf. lésion lombaire. Fucidine. Eviction non.'),
(88216,1204,'2024-02-02','Scinti : hyperfix T9 et aile iliaque D. Tel Dr Guesdon urologue, enzalutamide.');
