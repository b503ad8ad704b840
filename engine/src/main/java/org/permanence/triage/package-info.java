/// How urgent a call is, and where the practice's rules send it.
@NullMarked
package org.permanence.triage;

import org.jspecify.annotations.NullMarked;
