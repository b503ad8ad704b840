/// The audit log: who accessed which stored data. It is append-only, and truncation can be detected. Access without
/// a durable entry is refused. The journal (what happened to calls) and the program's log are elsewhere.
@NullMarked
package org.permanence.audit;

import org.jspecify.annotations.NullMarked;
