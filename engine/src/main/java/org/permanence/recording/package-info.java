/// Recordings of calls, from the bridge to the end of the call, if the practice, the notice and the caller allow
/// it. Sealed from the first byte. Also messages, access, retention and erasure.
@NullMarked
package org.permanence.recording;

import org.jspecify.annotations.NullMarked;
