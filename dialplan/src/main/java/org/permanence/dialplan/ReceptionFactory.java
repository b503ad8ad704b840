package org.permanence.dialplan;

import org.permanence.call.Call;
import org.permanence.flow.CallFlow;
import org.permanence.flow.CallFlowFactory;

/// Creates the reception of the practice that was dialled, one for each call.
public final class ReceptionFactory implements CallFlowFactory {

    private final ReceptionServices services;

    public ReceptionFactory(ReceptionServices services) {
        this.services = services;
    }

    /// @throws IllegalStateException if no practice has the dialled number; the dialplan then rings the fallback
    ///     line
    @Override
    public CallFlow flowFor(Call call) {
        var practice = services.practices()
                .findByNumber(call.did())
                .orElseThrow(() -> new IllegalStateException("dialled number: unknown (expected: a practice's)"));
        var context = new CallContext(services, call, practice);
        var messageMenu = new MessageMenu(context, services.messages());
        var callbackMenu = new CallbackMenu(
                context, services.callbackBooking(), services.messages().country());
        var closedAnnouncement = new ClosedAnnouncement(context, messageMenu);
        var holdAndConnect =
                new HoldAndConnect(context, services.queue(), callbackMenu, messageMenu, closedAnnouncement);
        return new Reception(context, holdAndConnect, messageMenu, closedAnnouncement);
    }
}
