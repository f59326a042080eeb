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
        {{"Le cabinet", "The practice"},
         {{"/questions", {"Questions", "Questions"}, Room::hall},
          {"/reports", {"Rapports", "Reports"}, Room::hall},
          {"/history", {"Historique", "History"}, Room::hall},
          {"/people", {"Comptes", "Accounts"}, Room::office},
          {"/me", {"Mon compte", "My account"}, Room::hall}}}};
    return chapters;
}

}  // namespace primum::web
