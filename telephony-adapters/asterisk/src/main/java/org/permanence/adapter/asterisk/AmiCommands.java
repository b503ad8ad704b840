package org.permanence.adapter.asterisk;

import java.util.function.Consumer;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;

/// Orders given to Asterisk by AMI, without waiting: what becomes of them is told by events.
public interface AmiCommands {

    /// Gives the order and returns at once.
    ///
    /// @param fault told where Asterisk did not take the order, on any thread
    void send(AmiAction action, Consumer<AmiException> fault);
}
