package org.permanence.adapter.asterisk;

import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.agi.AgiReply.Success;
import org.permanence.call.CallEnded;
import org.permanence.call.FaxTones;

/// Fax tones counted by Asterisk's `TONE_DETECT`, during all prompts and questions. It does not move the channel.
record CountedFaxTones(CommandSender sender) implements FaxTones {

    /// Sends a command in the call's session.
    interface CommandSender {
        Success send(AgiCommand command) throws CallEnded;
    }

    /// Starts counting.
    static FaxTones start(CommandSender sender) throws CallEnded {
        var _ = sender.send(new AgiCommand.CountFaxTones());
        return new CountedFaxTones(sender);
    }

    @Override
    public int count() throws CallEnded {
        return sender.send(new AgiCommand.ReadFaxTones())
                .value()
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    @Override
    public void end() throws CallEnded {
        var _ = sender.send(new AgiCommand.StopCountingFaxTones());
    }
}
