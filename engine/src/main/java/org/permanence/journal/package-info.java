/// The journal: what happened to each call, for the practice and for operations. The log says what the program did,
/// the audit log who accessed what.
@NullMarked
package org.permanence.journal;

import org.jspecify.annotations.NullMarked;
