/// At each station: what happened to calls, for the practice and for operations. Not the log, not the audit.
@NullMarked
package org.permanence.journal;

import org.jspecify.annotations.NullMarked;
