/// Beside the way: who looked at what, in a log that nobody can shorten unseen. No entry, no answer. Not the journal,
/// which says what happened to calls, and not the program's log.
@NullMarked
package org.permanence.audit;

import org.jspecify.annotations.NullMarked;
