#include "vault/storage/storage.h"

using namespace primum;
using namespace primum::vault;

// Backups are given a Storage; only a reader's prune is given one that removes.
#ifdef MISTAKE
using Given = Storage;
#else
using Given = RemovingStorage;
#endif

Result<> remove(Given& storage, const ObjectName& name) { return storage.remove(name); }
