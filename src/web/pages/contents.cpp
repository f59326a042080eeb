#include "web/pages/contents.h"

namespace primum::web {

const std::vector<Chapter>& contents() {
    static const std::vector<Chapter> chapters{
        {{}, {{"/", {"Accueil", "Home"}, Room::hall}}},
        {{"Données des patients", "Patients' data"},
         {{"/findings", {"À refermer", "To close"}, Room::hall},
          {"/network", {"Réseau", "Network"}, Room::hall},
          {"/files", {"Fichiers", "Files"}, Room::hall},
          {"/backups", {"Sauvegardes", "Backups"}, Room::hall},
          {"/audit", {"Regarder à nouveau", "Look again"}, Room::hall}}},
        {{"Vos obligations", "Your obligations"},
         {{"/requests", {"Demandes de patients", "Patients' requests"}, Room::obligations},
          {"/breaches", {"Violations", "Breaches"}, Room::obligations},
          {"/cnil", {"Courriers de la CNIL", "CNIL letters"}, Room::obligations},
          {"/register", {"Registre", "Register"}, Room::obligations},
          {"/processors", {"Sous-traitants", "Processors"}, Room::obligations},
          {"/training", {"Formation", "Training"}, Room::obligations},
          {"/papers", {"Papiers", "Papers"}, Room::obligations},
          {"/notes", {"Notes du DPO", "DPO's notes"}, Room::obligations}}},
        {{"Le cabinet", "The practice"},
         {{"/practice", {"Fiche du cabinet", "About it"}, Room::obligations},
          {"/questions", {"Questions", "Questions"}, Room::hall},
          {"/reports", {"Rapports", "Reports"}, Room::hall},
          {"/history", {"Historique", "History"}, Room::hall},
          {"/people", {"Comptes", "Accounts"}, Room::office},
          {"/me", {"Mon compte", "My account"}, Room::hall}}}};
    return chapters;
}

}  // namespace primum::web
