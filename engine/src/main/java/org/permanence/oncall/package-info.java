/// Who is rung if no assistant may answer: the on-call rota and its overrides.
@NullMarked
package org.permanence.oncall;

import org.jspecify.annotations.NullMarked;
