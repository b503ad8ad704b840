/// From the bridge to the end of the call, where the practice, the notice and the caller allow it: what both sides
/// say, sealed from its first byte. And afterwards: what became of it, who may hear it, and when it goes.
@NullMarked
package org.permanence.recording;

import org.jspecify.annotations.NullMarked;
