#include "formats/tftp.h"

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::uint16_t read_request = 1;
constexpr std::uint16_t data = 3;
constexpr std::uint16_t error = 5;
constexpr std::size_t data_size_bytes_max = 512;

// In English and with a reason, for whoever reads the server's log.
constexpr std::string_view file_that_does_not_exist = "primum-audit-no-such-file";

}  // namespace

Bytes tftp_question() {
    ByteWriter writer;
    writer.u16_big(read_request);
    writer.append(file_that_does_not_exist);
    writer.u8(0);
    writer.append("octet");
    writer.u8(0);
    return std::move(writer).take();
}

Result<TftpAnswer> parse_tftp_answer(BytesView datagram) {
    ByteReader reader(datagram);
    const auto operation = TRY(reader.u16_big());
    const auto number = TRY(reader.u16_big());
    if (operation == data && reader.remaining() <= data_size_bytes_max) {
        return TftpAnswer{.number = number};
    }
    if (operation != error) return malformed("TFTP");
    const auto message = as_text(reader.rest());
    return TftpAnswer{.refused = true,
                      .number = number,
                      .message = std::string(message.substr(0, message.find('\0')))};
}

}  // namespace primum::formats
