#include "os/system_error.h"

#include <cerrno>
#include <system_error>

namespace primum::os {
namespace {

ErrorKind kind_of(int error_number) {
    switch (error_number) {
        case ENOENT:
        case ENOTDIR:
            return ErrorKind::not_found;
        case EACCES:
        case EPERM:
            return ErrorKind::denied;
        case ECONNREFUSED:
        case ECONNRESET:
        case EHOSTUNREACH:
        case ENETUNREACH:
        case ENETDOWN:
        case EPIPE:
        case ETIMEDOUT:
            return ErrorKind::unreachable;
        default:
            return ErrorKind::io;
    }
}

// What the kernel said, in the words of a person; the rest keeps the system's own words.
Sentence words_of(int error_number) {
    switch (error_number) {
        case ENOENT:
            return {"il n'existe pas", "it does not exist"};
        case EACCES:
        case EPERM:
            return {"le système refuse l'accès", "the system denies access"};
        case ENOSPC:
        case EDQUOT:
            return {"le disque est plein", "the disk is full"};
        case ECONNREFUSED:
            return {"connexion refusée", "connection refused"};
        case ECONNRESET:
        case EPIPE:
            return {"connexion coupée par l'appareil", "connection cut by the device"};
        case EHOSTUNREACH:
        case ENETUNREACH:
        case ENETDOWN:
            return {"adresse injoignable", "address cannot be reached"};
        case ETIMEDOUT:
            return {"aucune réponse", "no answer"};
        default:
            break;
    }
    const auto words = std::error_code(error_number, std::generic_category()).message();
    return {words, words};
}

}  // namespace

Error system_error(int error_number, const Sentence& doing) {
    return {kind_of(error_number), join(doing, words_of(error_number))};
}

}  // namespace primum::os
