/// How long stored data is kept, and what deletes it afterwards. `docs/retention.md` has each kind of data with its
/// period.
@NullMarked
package org.permanence.retention;

import org.jspecify.annotations.NullMarked;
