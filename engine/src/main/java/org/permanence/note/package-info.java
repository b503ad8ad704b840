/// Clinical notes: an assistant writes about a call of theirs, and only the doctors of the practice can read it.
@NullMarked
package org.permanence.note;

import org.jspecify.annotations.NullMarked;
