/// Station 3: how urgent a call is.
@NullMarked
package org.permanence.triage;

import org.jspecify.annotations.NullMarked;
