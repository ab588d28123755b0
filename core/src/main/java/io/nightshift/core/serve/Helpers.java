package io.nightshift.core.serve;

import io.nightshift.core.journal.HostShares;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.store.Store;
import io.nightshift.core.store.StoreException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The runs of other nodes that this one helps with: it works on hosts that they offer. */
final class Helpers {
    private final Store store;
    private final RunMaker maker;
    private final Consumer<String> log;
    private final Map<String, Served> helped = new ConcurrentHashMap<>();
    /** Runs that this node cannot help with, or whose store it has missed, which it has said once. */
    private final Set<String> without = ConcurrentHashMap.newKeySet();

    private final Set<String> troubled = ConcurrentHashMap.newKeySet();

    Helpers(Store store, RunMaker maker, Consumer<String> log) {
        this.store = store;
        this.maker = maker;
        this.log = log;
    }

    /**
     * Begins to help wherever there is something to do.
     *
     * @param own runs that this node makes itself
     */
    void look(Set<String> own) {
        HostShares shares = store;
        for (String run : shares.offeredRuns()) {
            if (!own.contains(run) && !helped.containsKey(run) && !without.contains(run)) {
                Served served = new Served();
                helped.put(run, served);
                Thread helper = new Thread(() -> help(run, served), "help-" + run);
                helper.setDaemon(true);
                helper.start();
            }
        }
    }

    private void help(String run, Served served) {
        try {
            RunRecord record = store.run(run).orElse(null);
            if (record != null && record.ended() == null) {
                maker.help(record, store.orderOfRun(run).orElse(null), served::began);
            }
            troubled.remove(run);
        } catch (RunMaker.CannotBeMade e) {
            without.add(run);
            log.accept("run " + run + " is made by others without help from here: " + e.getMessage());
        } catch (StoreException e) {
            if (troubled.add(run)) {
                log.accept("run " + run + " is not helped with for a while: " + e.getMessage());
            }
        } catch (RuntimeException e) {
            without.add(run);
            log.accept(
                    "run " + run + " is made by others without help from here, because of a bug of Nightshift: " + e);
        } finally {
            helped.remove(run);
        }
    }

    /** This node makes the run itself from now on. */
    void leave(String run) {
        Served served = helped.get(run);
        if (served != null) {
            served.abandon();
        }
    }

    /** Steps in flight end, and hosts are returned. */
    void stopAll() {
        helped.values().forEach(Served::stop);
    }

    boolean areDone() {
        return helped.isEmpty();
    }
}
