/// Instead of a person, where the practice's rules allow it and never for whoever is urgent: what a caller leaves
/// for the practice, who has read it, and the alarm when nobody has.
@NullMarked
package org.permanence.message;

import org.jspecify.annotations.NullMarked;
