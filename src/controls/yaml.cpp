#include "controls/yaml.h"

#include <algorithm>
#include <optional>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "base/text.h"

namespace primum::controls {
namespace {

// Thrown through the library's parser, which knows no other way to stop; caught in parse_yaml().
struct Stop {
    YamlProblem problem;
};

int line_of(const YAML::Mark& mark) { return mark.line < 0 ? 0 : mark.line + 1; }

[[noreturn]] void stop(const YAML::Mark& mark, Sentence what) {
    throw Stop{{line_of(mark), std::move(what)}};
}

// Builds the tree from the parser's events. The path holds the containers that are still open.
class Builder : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        leaf(mark, anchor, {.kind = YamlNode::Kind::nothing});
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        stop(mark, {"les alias (*nom) ne sont pas admis", "aliases (*name) are not allowed"});
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_tag(mark, tag);
        leaf(mark, anchor, {.kind = YamlNode::Kind::scalar, .text = value, .quoted = tag == "!"});
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        refuse_tag(mark, tag);
        open(mark, anchor, YamlNode::Kind::list);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        refuse_tag(mark, tag);
        open(mark, anchor, YamlNode::Kind::map);
    }
    void OnMapEnd() override { close(); }

    YamlNode take_root() { return std::move(root_); }

private:
    struct Open {
        YamlNode node;
        std::optional<std::string> key;  // Of a map: read, and its value still to come.
    };

    static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (tag.empty() || tag == "?" || tag == "!") return;
        stop(mark, {"les étiquettes (!nom) ne sont pas admises", "tags (!name) are not allowed"});
    }

    void count(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0) {
            stop(mark,
                 {"les ancres (&nom) ne sont pas admises", "anchors (&name) are not allowed"});
        }
        if (++nodes_ > yaml_nodes_max) {
            stop(mark, {"le fichier a trop d'éléments", "the file has too many elements"});
        }
    }

    void leaf(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode node) {
        count(mark, anchor);
        node.line = line_of(mark);
        place(std::move(node));
    }

    void open(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind) {
        count(mark, anchor);
        if (path_.size() == yaml_depth_max) {
            stop(mark,
                 {"le fichier est trop profondément imbriqué", "the file is nested too deeply"});
        }
        if (waits_for_key()) {
            stop(mark, {"une clé doit être un simple mot", "a key must be a plain word"});
        }
        path_.push_back({.node = {.kind = kind, .line = line_of(mark)}});
    }

    void close() {
        YamlNode node = std::move(path_.back().node);
        path_.pop_back();
        place(std::move(node));
    }

    bool waits_for_key() const {
        return !path_.empty() && path_.back().node.kind == YamlNode::Kind::map && !path_.back().key;
    }

    void place(YamlNode node) {
        if (path_.empty()) {
            root_ = std::move(node);
            return;
        }
        auto& parent = path_.back();
        if (waits_for_key()) {
            if (parent.node.find(node.text) != nullptr) {
                throw Stop{{node.line, say("« {} » est écrit deux fois", "\"{}\" is written twice",
                                           printable(node.text))}};
            }
            parent.key = std::move(node.text);
            return;
        }
        if (parent.key) {
            node.key = std::move(*parent.key);
            parent.key.reset();
        }
        parent.node.items.push_back(std::move(node));
    }

    YamlNode root_;
    std::vector<Open> path_;
    std::size_t nodes_ = 0;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view name) const {
    const auto found = std::ranges::find(items, name, &YamlNode::key);
    return kind == Kind::map && found != items.end() ? &*found : nullptr;
}

std::variant<YamlNode, YamlProblem> parse_yaml(std::string_view text) {
    if (text.size() > yaml_bytes_max) {
        return YamlProblem{0, say("le fichier dépasse {} Kio", "the file is larger than {} KiB",
                                  yaml_bytes_max / 1024)};
    }
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        Builder builder;
        parser.HandleNextDocument(builder);
        Builder none;
        if (parser.HandleNextDocument(none)) {
            return YamlProblem{0, {"un seul document par fichier", "one document a file"}};
        }
        return builder.take_root();
    } catch (const Stop& stopped) {
        return stopped.problem;
    } catch (const YAML::Exception& wrong) {
        return YamlProblem{line_of(wrong.mark), say("ce n'est pas du YAML : {}",
                                                    "this is not YAML: {}", printable(wrong.msg))};
    }
}

}  // namespace primum::controls
