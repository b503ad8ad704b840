/// Who may be rung when the practice is not there: the rota, and how its doctors are asked.
@NullMarked
package org.permanence.oncall;

import org.jspecify.annotations.NullMarked;
