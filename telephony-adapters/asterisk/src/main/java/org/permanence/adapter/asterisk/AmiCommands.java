package org.permanence.adapter.asterisk;

import java.util.function.Consumer;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;

/// Sends actions to Asterisk by AMI without waiting. Events report their effect.
public interface AmiCommands {

    /// Sends the action and returns at once.
    ///
    /// @param fault runs on any thread if Asterisk did not accept the action
    void send(AmiAction action, Consumer<AmiException> fault);
}
