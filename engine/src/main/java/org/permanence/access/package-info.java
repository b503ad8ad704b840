/// Who asks for stored data, in which role, and for what purpose.
@NullMarked
package org.permanence.access;

import org.jspecify.annotations.NullMarked;
