// Measures how fast DICOM's upper layer is read, in bytes of network traffic a second:
// - P-DATA as a server with the usual limit sends it: the values are walked over and each byte of
//   content is then read once (summed), as a consumer would. The walk itself touches headers only,
//   so that its own figure (without the reading) says little but its cost a PDU.
// - P-DATA of small PDUs, as a C-FIND's answers come: the cost of headers dominates.
// - Associations: an acceptance of one service, and a request with 128 services by an archive.
// - A C-FIND answer: command and identifier, with the values of a record found.
// Goal: at least 1 GB/s on what a server can send us, so that the parser is never the reason for a
// slow audit. The request is what a guard in front of a device would read, one a connection.
#include "formats/dicom_pdu.h"

#include <numeric>

#include <benchmark/benchmark.h>

#include "formats/dicom_association.h"
#include "formats/dicom_data_set.h"
#include "formats/dicom_dimse.h"

namespace primum::formats {
namespace {

constexpr std::size_t stream_size_bytes = 1_MiB;

void count_bytes(benchmark::State& state, std::size_t bytes) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

std::uint64_t sum(BytesView bytes) {
    return std::accumulate(bytes.begin(), bytes.end(), std::uint64_t{0},
                           [](std::uint64_t total, std::byte byte) {
                               return total + std::to_integer<std::uint64_t>(byte);
                           });
}

// Walks over a stream of P-DATA PDUs; stops on what the encoder never makes.
template <class Consume>
void walk(BytesView stream, Consume consume) {
    while (!stream.empty()) {
        const auto pdu = parse_pdu(stream);
        CHECK(pdu.has_value());
        stream = stream.subspan(pdu_header_size_bytes + pdu->body.size());
        DataValueReader reader(pdu->body);
        while (true) {
            const auto next = reader.next();
            const auto& value = *next;
            if (!value) break;
            consume(*value);
        }
    }
}

Bytes data_stream(std::uint32_t body_size_bytes) {
    const Bytes content(stream_size_bytes, std::byte{0x5a});
    return encode_data({.context_id = 1, .is_last = true, .bytes = content}, body_size_bytes);
}

void walk_over_data_and_read_it(benchmark::State& state) {
    const auto stream = data_stream(static_cast<std::uint32_t>(state.range(0)));
    for ([[maybe_unused]] auto _ : state) {
        std::uint64_t total = 0;
        walk(stream, [&total](const DataValue& value) { total += sum(value.bytes); });
        benchmark::DoNotOptimize(total);
    }
    count_bytes(state, stream.size());
}
BENCHMARK(walk_over_data_and_read_it)->Arg(16384)->Arg(256);

void walk_over_data(benchmark::State& state) {
    const auto stream = data_stream(static_cast<std::uint32_t>(state.range(0)));
    for ([[maybe_unused]] auto _ : state) {
        walk(stream, [](const DataValue& value) { benchmark::DoNotOptimize(value); });
    }
    count_bytes(state, stream.size());
}
BENCHMARK(walk_over_data)->Arg(16384)->Arg(256)->Arg(64);

void parse_acceptance(benchmark::State& state) {
    const auto encoded =
        encode(AssociateAccept{.called_title = any_title,
                               .calling_title = ApplicationTitle("PRIMUM"),
                               .contexts = {{.id = 1, .transfer_syntax = implicit_little_endian}},
                               .user = {.pdu_length_bytes_max = 16384,
                                        .implementation_class = Uid("1.2.276.0.7230010.3.0.3.6.7"),
                                        .implementation_version = VersionName("OFFIS_DCMTK")}});
    for ([[maybe_unused]] auto _ : state) {
        const auto pdu = parse_pdu(encoded);
        benchmark::DoNotOptimize(parse_associate_accept(pdu->body));
    }
    count_bytes(state, encoded.size());
}
BENCHMARK(parse_acceptance);

void parse_request_of_128_services(benchmark::State& state) {
    AssociateRequest request{.called_title = any_title,
                             .calling_title = ApplicationTitle("PRIMUM")};
    for (std::size_t i = 0; i < presentation_context_count_max; ++i) {
        request.contexts.push_back(
            {.id = static_cast<std::uint8_t>(2 * i + 1),
             .abstract_syntax = study_root_find_service,
             .transfer_syntaxes = {explicit_little_endian, implicit_little_endian}});
    }
    const auto encoded = encode(request);
    for ([[maybe_unused]] auto _ : state) {
        const auto pdu = parse_pdu(encoded);
        benchmark::DoNotOptimize(parse_associate_request(pdu->body));
    }
    count_bytes(state, encoded.size());
}
BENCHMARK(parse_request_of_128_services);

void parse_answers_to_a_query(benchmark::State& state) {
    const auto command = encode(Command{.field = CommandField::find_response,
                                        .service = study_root_find_service,
                                        .message_id = 1,
                                        .carries_data_set = true,
                                        .status = 0xff00});
    const QueryKey keys[] = {{tags::study_instance_uid, "1.2.276.0.7230010.3.1.2.8323329.1"},
                             {tags::patient_id, "PRIMUM-0001"},
                             {tags::issuer_of_patient_id, "CABINET"},
                             {tags::patient_birth_date, "19700101"}};
    const auto record = encode_query(QueryLevel::study, keys);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(parse_command(command));
        benchmark::DoNotOptimize(parse_found_record(record, Encoding::implicit_little));
    }
    count_bytes(state, command.size() + record.size());
}
BENCHMARK(parse_answers_to_a_query);

}  // namespace
}  // namespace primum::formats
