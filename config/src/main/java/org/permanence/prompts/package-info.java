/// The prompts: what callers and doctors hear, rendered from text before it is needed.
@NullMarked
package org.permanence.prompts;

import org.jspecify.annotations.NullMarked;
