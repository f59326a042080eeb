// Contents: the entries beside every page, by what they are about.
#pragma once

#include <span>
#include <string_view>

#include "base/sentence.h"
#include "web/visit.h"

namespace primum::web {

struct Entry {
    std::string_view path;
    Sentence title;
    Room room = Room::hall;
};

struct Chapter {
    Sentence title;  // Empty for the first.
    std::vector<Entry> entries;
};

const std::vector<Chapter>& contents();

}  // namespace primum::web
