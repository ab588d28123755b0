package io.nightshift.core.serve;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Quartz as the one who proposes: one simple trigger for each instant, never a cron of its own, because Quartz' cron skips a time that
 * a day lacks and its misfire rules may start a night's work in the morning. In memory, or clustered in PostgreSQL, where one node
 * gets each trigger.
 */
public final class QuartzProposals implements Proposals {
    private static final String GROUP = "nightshift";
    private static final String DATA_SOURCE = "nightshift";

    private final Scheduler scheduler;
    private final JobDetail due = JobBuilder.newJob(Due.class)
            .withIdentity("due", GROUP)
            .storeDurably()
            .build();

    /** Another node may hold Quartz' lock for a while, asleep; nobody waits for that. */
    private final ExecutorService teller = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "proposals");
        thread.setDaemon(true);
        return thread;
    });

    private QuartzProposals(Properties settings, Runnable nudge) {
        settings.setProperty("org.quartz.scheduler.instanceName", GROUP);
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        settings.setProperty("org.quartz.scheduler.interruptJobsOnShutdown", "false");
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.threadPool.threadCount", "2");
        settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        try {
            scheduler = new StdSchedulerFactory(settings).getScheduler();
            scheduler.setJobFactory((bundle, from) -> new Due(nudge));
            scheduler.addJob(due, true);
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz cannot be started: " + e.getMessage(), e);
        }
    }

    /** Triggers live as long as this process, and are made anew by the next. */
    public static QuartzProposals inMemory(Runnable nudge) {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        return new QuartzProposals(settings, nudge);
    }

    /** Triggers are shared by all nodes of a PostgreSQL database. */
    public static QuartzProposals clustered(DataSource connections, String node, Runnable nudge) {
        DBConnectionManager.getInstance().addConnectionProvider(DATA_SOURCE, new Provider(connections));
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceId", node);
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        settings.setProperty("org.quartz.jobStore.dataSource", DATA_SOURCE);
        settings.setProperty("org.quartz.jobStore.tablePrefix", "qrtz_");
        settings.setProperty("org.quartz.jobStore.useProperties", "true");
        settings.setProperty("org.quartz.jobStore.isClustered", "true");
        settings.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
        settings.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        return new QuartzProposals(settings, nudge);
    }

    @Override
    public void propose(String schedule, String nominal, Duration in) {
        Date when = new Date(System.currentTimeMillis() + in.toMillis());
        teller.execute(() -> tell(new TriggerKey(nominal, schedule), when));
    }

    private void tell(TriggerKey key, Date when) {
        try {
            scheduler.scheduleJob(TriggerBuilder.newTrigger()
                    .withIdentity(key)
                    .forJob(due)
                    .startAt(when)
                    .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                    .build());
        } catch (ObjectAlreadyExistsException e) {
            // Another node has proposed it.
        } catch (SchedulerException e) {
            // It will be found due by looking, at most some seconds late.
        }
    }

    @Override
    public void close() {
        teller.shutdownNow();
        try {
            scheduler.shutdown(false);
        } catch (SchedulerException e) {
            // Its threads are daemons.
        }
    }

    /** What Quartz calls. */
    static final class Due implements Job {
        private final Runnable nudge;

        Due(Runnable nudge) {
            this.nudge = nudge;
        }

        @Override
        public void execute(JobExecutionContext context) {
            nudge.run();
        }
    }

    private record Provider(DataSource connections) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return connections.getConnection();
        }

        @Override
        public void shutdown() {}

        @Override
        public void initialize() {}
    }
}
