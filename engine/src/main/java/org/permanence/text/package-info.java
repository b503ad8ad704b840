/// Words that stand for values in files, in JSON, in logs and on the command line. Depends on no other package.
@NullMarked
package org.permanence.text;

import org.jspecify.annotations.NullMarked;
