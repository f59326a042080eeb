// The fixes, one file each. fix_list.cpp puts them in order.
#pragma once

#include <memory>

#include "fixes/fix.h"

namespace primum::fixes {

std::unique_ptr<Fix> make_automatic_login();
std::unique_ptr<Fix> make_automatic_updates();
std::unique_ptr<Fix> make_cleartext_service();
std::unique_ptr<Fix> make_firewall();
std::unique_ptr<Fix> make_ftp_guests();
std::unique_ptr<Fix> make_left_sync();
std::unique_ptr<Fix> make_local_database();
std::unique_ptr<Fix> make_orthanc_login();
std::unique_ptr<Fix> make_orthanc_queries();
std::unique_ptr<Fix> make_router_openings();
std::unique_ptr<Fix> make_rsync_guests();
std::unique_ptr<Fix> make_screen_lock();
std::unique_ptr<Fix> make_sealed_files();
std::unique_ptr<Fix> make_smb1();
std::unique_ptr<Fix> make_smb_guests();

}  // namespace primum::fixes
