/// What must be in order before an assistant takes a practice's calls: agreements, training, instruction sheets,
/// contracts and conflicts of interest.
@NullMarked
package org.permanence.gates;

import org.jspecify.annotations.NullMarked;
