/// An assistant hands the caller over to a line of the practice: the doctor, most often.
@NullMarked
package org.permanence.transfer;

import org.jspecify.annotations.NullMarked;
