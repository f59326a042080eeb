#include "vault/format/header.h"

namespace primum::vault {
namespace {

constexpr std::string_view signature_prefix = "primum vault 1 signature";

Bytes prefixed(BytesView message) {
    Writer writer;
    writer.raw(as_bytes(signature_prefix));
    writer.raw(message);
    return std::move(writer).bytes();
}

}  // namespace

void write_header(Writer& writer, std::string_view magic, crypto::Suite suite) {
    writer.raw(as_bytes(magic));
    writer.u16(format_version);
    writer.u8(static_cast<std::uint8_t>(suite));
}

Result<crypto::Suite> read_header(Parser& parser, std::string_view magic) {
    if (as_text(TRY(parser.take(magic.size()))) != magic) {
        return broken({"ce n'est pas l'objet attendu", "this is not the object that was expected"});
    }
    const auto version = TRY(parser.u16());
    if (version != format_version) {
        return broken(
            say("écrit dans la version {} du format, que ce programme ne connaît pas ; "
                "installez un Primum plus récent",
                "written in version {} of the format, which this program does not know; "
                "install a newer Primum",
                version));
    }
    const auto suite = TRY(parser.u8());
    if (suite > static_cast<std::uint8_t>(crypto::Suite::xchacha20_poly1305)) {
        return broken({"scellé d'une façon inconnue", "sealed in an unknown way"});
    }
    return static_cast<crypto::Suite>(suite);
}

Result<crypto::Suite> read_sealed_header(Parser& parser, std::string_view magic) {
    const auto suite = TRY(read_header(parser, magic));
    if (suite == crypto::Suite::none) {
        return broken({"scellé d'une façon inconnue", "sealed in an unknown way"});
    }
    return suite;
}

crypto::Signature sign_object(const crypto::SigningKey& key, BytesView before) {
    return key.sign(prefixed(before));
}

Result<> check_object(const crypto::CheckingKey& key, BytesView before,
                      const crypto::Signature& signature) {
    return key.check(prefixed(before), signature);
}

}  // namespace primum::vault
