/// AMI, Asterisk's event connection, on Netty: [org.permanence.adapter.ami.AmiClient] keeps it, tells what happens to
/// channels, and carries the engine's few orders.
@NullMarked
package org.permanence.adapter.ami;

import org.jspecify.annotations.NullMarked;
