/// An assistant transfers the caller to a line of the practice, most often the doctor's.
@NullMarked
package org.permanence.transfer;

import org.jspecify.annotations.NullMarked;
