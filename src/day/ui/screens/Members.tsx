import { Card } from '../../../design/index.ts';
import { happenedAt } from '../../../modules/missions/day/operation.ts';
import { useWorkplace } from '../context.tsx';
import { useT } from '../language.tsx';
import { useSafety } from '../Safety.tsx';
import { usePeers } from '../sharing.ts';
import { clockText } from '../view/day.ts';
import { behindOf } from '../view/devices.ts';

/** The other devices of the mission: whether each is linked now, what it has not said to have, and the last that came from it. */
export function Members() {
  const t = useT();
  const { store, sharing } = useWorkplace();
  const peers = usePeers(sharing.room);
  const report = useSafety();
  const others = store.members.filter(({ id, isServer }) => id !== store.identity.device && !isServer);
  const standing = (id: string, isRevoked: boolean): string => {
    if (isRevoked) return t('day.devices.revoked');
    const peer = peers.find(({ device }) => device === id);
    if (peer) return t('day.devices.linked', { at: clockText(peer.heardAt) });
    const behind = behindOf(store.have, report?.peers[id]);
    return behind === null ? t('day.devices.never') : t('day.devices.behind', { count: behind });
  };
  const lastOf = (id: string): string => {
    const last = store.lines
      .get(id)
      ?.at(-1)
      ?.operations.findLast((operation) => 'at' in operation);
    return last ? t('day.devices.last', { at: clockText(happenedAt(last)) }) : t('day.devices.nothing');
  };
  return (
    <Card level={2} title={t('day.devices.others', { count: others.length })}>
      <p className="quiet">{t('day.devices.own', { letter: store.identity.letter, label: store.identity.label })}</p>
      <ul className="plain">
        {others.map(({ id, letter, label, isRevoked }) => (
          <li key={id} className="nx device">
            <b>{letter}</b>
            <span>{label}</span>
            <span className="quiet">
              {standing(id, isRevoked)}
              <br />
              {lastOf(id)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
