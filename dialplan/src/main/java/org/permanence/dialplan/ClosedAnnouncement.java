package org.permanence.dialplan;

import static org.permanence.flow.Disposition.CLOSED_ANNOUNCED;

import org.permanence.call.CallEnded;
import org.permanence.flow.Disposition;

/// Says that the practice is closed. Then the caller leaves a message, if the practice takes messages when closed,
/// or hears which number to dial in an emergency.
final class ClosedAnnouncement {

    private final CallContext context;
    private final MessageMenu messageMenu;

    ClosedAnnouncement(CallContext context, MessageMenu messageMenu) {
        this.context = context;
        this.messageMenu = messageMenu;
    }

    Disposition play() throws CallEnded {
        context.call().play(context.prompts().closed());
        if (context.practice().messages().whenClosed()) {
            return messageMenu.run();
        }
        context.playDialEmergency();
        return CLOSED_ANNOUNCED;
    }
}
