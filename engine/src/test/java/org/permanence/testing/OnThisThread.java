package org.permanence.testing;

/// A thread that runs its work where it is started, so that a flow plays its script on the test's own thread and a
/// failed assertion reaches the test. As a thread factory: `OnThisThread::new`.
public final class OnThisThread extends Thread {

    private final Runnable work;

    public OnThisThread(Runnable work) {
        this.work = work;
    }

    @Override
    public void start() {
        work.run();
    }
}
