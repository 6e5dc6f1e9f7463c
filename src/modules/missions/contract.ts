import { booking } from './contract.booking.ts';
import { devices } from './contract.devices.ts';
import { plan } from './contract.plan.ts';
import { report } from './contract.report.ts';

/** All that can be asked of missions. */
export const missionsContract = { ...plan, ...booking, ...devices, ...report };
