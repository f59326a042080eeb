#include "formats/editing/json_text.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace primum::formats {
namespace {

Error malformed(std::size_t at) {
    return {ErrorKind::malformed, say("ce texte JSON est mal écrit (à l'octet {})",
                                      "this JSON text is badly written (at byte {})", at)};
}

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Member {
    std::string_view name;  // As written, without its quotes.
    Span value;
};

struct Outermost {
    std::size_t opened = 0;  // Just after its "{".
    std::vector<Member> members;
};

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Result<Outermost> read() {
        TRY(expect('{'));
        Outermost object{.opened = at_};
        TRY(skip_blanks());
        while (at_ < text_.size() && text_[at_] != '}') {
            object.members.push_back(TRY(read_member()));
            TRY(skip_blanks());
            if (at_ < text_.size() && text_[at_] == ',')
                ++at_;
            else
                break;
            TRY(skip_blanks());
        }
        TRY(expect('}'));
        TRY(skip_blanks());
        if (at_ != text_.size()) return malformed(at_);
        return object;
    }

private:
    Result<> expect(char c) {
        TRY(skip_blanks());
        if (at_ >= text_.size() || text_[at_] != c) return malformed(at_);
        ++at_;
        return {};
    }

    Result<> skip_blanks() {
        while (at_ < text_.size()) {
            const auto rest = text_.substr(at_);
            if (std::string_view(" \t\r\n").find(rest[0]) != std::string_view::npos) {
                ++at_;
            } else if (rest.starts_with("//")) {
                at_ += std::min(rest.find('\n'), rest.size());
            } else if (rest.starts_with("/*")) {
                const auto end = rest.find("*/", 2);
                if (end == std::string_view::npos) return malformed(at_);
                at_ += end + 2;
            } else {
                break;
            }
        }
        return {};
    }

    Result<Member> read_member() {
        const auto name = TRY(read_string());
        TRY(expect(':'));
        TRY(skip_blanks());
        const auto begin = at_;
        TRY(skip_value());
        return Member{name, {begin, at_}};
    }

    Result<std::string_view> read_string() {
        const auto begin = at_;
        if (at_ >= text_.size() || text_[at_] != '"') return malformed(at_);
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\\') {
                ++at_;
            } else if (text_[at_] == '"') {
                ++at_;
                return text_.substr(begin + 1, at_ - begin - 2);
            }
        }
        return malformed(begin);
    }

    // A string, a word, or everything up to the bracket that closes it.
    Result<> skip_value() {
        std::vector<char> closing;
        const auto begin = at_;
        do {
            TRY(skip_blanks());
            if (at_ >= text_.size()) return malformed(begin);
            const char c = text_[at_];
            if (c == '"') {
                TRY(read_string());
            } else if (c == '{' || c == '[') {
                closing.push_back(c == '{' ? '}' : ']');
                if (closing.size() > json_depth_max) return malformed(at_);
                ++at_;
            } else if (c == '}' || c == ']') {
                if (closing.empty() || closing.back() != c) return malformed(at_);
                closing.pop_back();
                ++at_;
            } else if (c == ',' || c == ':') {
                if (closing.empty()) return malformed(at_);
                ++at_;
            } else {
                TRY(skip_word());
            }
        } while (!closing.empty());
        return {};
    }

    // A number, true, false or null.
    Result<> skip_word() {
        const auto begin = at_;
        while (at_ < text_.size() &&
               (std::string_view("+-.").find(text_[at_]) != std::string_view::npos ||
                (text_[at_] >= '0' && text_[at_] <= '9') ||
                (text_[at_] >= 'a' && text_[at_] <= 'z') ||
                (text_[at_] >= 'A' && text_[at_] <= 'Z'))) {
            ++at_;
        }
        return at_ == begin ? Result<>(malformed(begin)) : Result<>{};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

const Member* last_named(const Outermost& object, std::string_view name) {
    const Member* found = nullptr;
    for (const auto& member : object.members) {
        if (member.name == name) found = &member;
    }
    return found;
}

}  // namespace

Result<std::optional<std::string>> json_member(std::string_view text, std::string_view name) {
    const auto object = TRY(Reader(text).read());
    const auto* member = last_named(object, name);
    if (member == nullptr) return std::optional<std::string>{};
    const auto value = text.substr(member->value.begin, member->value.end - member->value.begin);
    return std::optional(std::string(value));
}

Result<std::string> with_json_member(std::string_view text, std::string_view name,
                                     std::string_view value) {
    const auto object = TRY(Reader(text).read());
    const auto* member = last_named(object, name);
    std::string made(text);
    if (member != nullptr) {
        made.replace(member->value.begin, member->value.end - member->value.begin, value);
        return made;
    }
    made.insert(object.opened,
                fmt::format("\n  \"{}\" : {}{}", name, value, object.members.empty() ? "\n" : ","));
    return made;
}

}  // namespace primum::formats
